"""Conclude: text → mentions → claims → events → entries → Markdown. Pure; imports only `db.records`."""

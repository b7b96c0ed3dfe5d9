"""What is measured inside of a process, each a program that prints one JSON object. Who asks stands in `speed`."""

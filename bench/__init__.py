"""Measuring keii: how right (`make score`) and how fast (`make bench`), beside others. No part of the wheel."""

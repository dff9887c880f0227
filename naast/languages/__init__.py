"""Visitors who write in another language: recognised without a network, answered with a fixed text."""

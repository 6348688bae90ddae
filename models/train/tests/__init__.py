"""Tests of the training program; all of them run in seconds."""

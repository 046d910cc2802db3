"""Widgets: each draws one view, says what was done to it in a message, and asks nobody else."""

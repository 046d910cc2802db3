"""Screens: each holds a state, answers messages and binds data down."""

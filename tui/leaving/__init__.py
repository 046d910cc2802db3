"""How a session ends when nobody asked it to, and how the next one finds back to where it was.

The client is killed, the line goes dead, the system shuts down: `ending` sees to it that the
process is gone within a moment, whatever hangs, `tty` that the terminal is as it was before,
`front` that it is left alone while another job has it, and `places` that the place is known to the
next start. Nothing here knows Textual.
"""

"""What the office can tell of its interviews, in numbers that give nobody away.

`scope` says which requests are looked at, `figures` counts them, `counts` says how a number may be shown.
"""

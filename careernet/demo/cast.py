"""The four people anybody may sign in as, one per role, by address."""

STUDENT = "jordan.parker@students.example.edu"
MENTOR = "maya.chen@example.com"
ADVISOR = "rosa.alvarez@example.edu"
OFFICER = "sam.okafor@example.edu"

CAST = {"student": STUDENT, "mentor": MENTOR, "advisor": ADVISOR, "officer": OFFICER}

"""People around you: JIM, maatje and steungezin requests, volunteers, and the social map (domain.md 2)."""

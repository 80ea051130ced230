"""What can go wrong, in the user's words: where, what, and what to do about it."""


class PlannerError(Exception):
    """Something the user can mend. The message is printed as it stands; `exit_code` is the command's."""

    exit_code = 2


class InputError(PlannerError):
    """A file, a value or a combination of them is wrong: one line per problem, each with its place."""

    def __init__(self, *problems: str) -> None:
        """Keep the problems, in the order in which a reader meets them; each is printed on a line of its own."""
        super().__init__("\n".join(problems))
        self.problems = problems


class OutputError(PlannerError):
    """A file cannot be written. Nothing was left behind."""

    exit_code = 4

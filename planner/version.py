"""Which version of the program this is: the wheel, the commands, reports and PDFs say it from here."""

__version__ = "2.0.0"

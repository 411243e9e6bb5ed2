"""Why a file gives no text, in words that may be shown to the person who brought it."""


class UnableToRead(Exception):
    """A file that cannot be read; each kind below says why."""

    message = "This file cannot be read."

    def __str__(self) -> str:
        return self.message


class UnknownFormat(UnableToRead):
    """The name ends in none of the endings that are read."""

    message = "Only .txt, .md, .html, .docx, .odt and .pdf files can be read."


class NotThatFormat(UnableToRead):
    """The content is not what the ending of the name says."""

    message = "The content of this file is not what its name says, or it is damaged."


class Encrypted(UnableToRead):
    """A password is needed."""

    message = "This file is locked with a password."


class NoText(UnableToRead):
    """A scan without text, or an empty file."""

    message = "This file holds no text; a scan must first go through text recognition."


class TooLarge(UnableToRead):
    """More bytes than may be read, or a small file that unfolds into too many."""

    message = "This file is too large, or unfolds into too much."


class UnreadableEncoding(UnableToRead):
    """A text in an encoding that is not recognised."""

    message = "The encoding of this text is not recognised; save it as UTF-8."

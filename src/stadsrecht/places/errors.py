"""What can go wrong with places, by name. A FeatureRefused says why one feature of a file cannot be taken."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from stadsrecht.kernel.errors import NotFound, StadsrechtError


class UnknownPlace(NotFound):
    message = _("There is no place with the code “%(wanted)s”.")
    field = "place"


class UnknownLevel(NotFound):
    message = _("“%(wanted)s” is no level of this city. Choose city, district or neighbourhood.")
    field = "level"


class NothingToImport(StadsrechtError):
    message = _("Choose a file or paste the text of one.")
    field = "file"


class FileTooLarge(StadsrechtError):
    message = _("This file is larger than %(limit)s MB. Cut it to the areas of this city.")
    field = "file"


class NotGeojson(StadsrechtError):
    message = _("This is no GeoJSON: it cannot be read as JSON text.")
    field = "content"


class NotFeatureCollection(StadsrechtError):
    message = _("This is no list of areas. GeoJSON of the type “FeatureCollection” with a feature is needed.")
    field = "content"


class PropertyNotFound(StadsrechtError):
    """No feature has a property of the wanted meaning. `present` lists what there is."""

    message = _("The features have no property that we know as the code of an area. They have: %(present)s.")
    field = "code_property"


class NamePropertyNotFound(PropertyNotFound):
    message = _("The features have no property that we know as the name of an area. They have: %(present)s.")
    field = "name_property"


class SourceMissing(StadsrechtError):
    message = _("Say where these boundaries come from.")
    field = "source"


class FeatureRefused(StadsrechtError):
    """The base of all reasons to refuse one feature."""

    message = _("This feature cannot be taken.")


class NotAFeature(FeatureRefused):
    message = _("This is no GeoJSON feature.")


class CodeMissing(FeatureRefused):
    message = _("It has no code in “%(property)s”.")


class CodeUnusable(FeatureRefused):
    message = _("The code “%(wanted)s” is no area code: at most 20 letters, digits and hyphens.")


class CodeTwice(FeatureRefused):
    message = _("The code stands in this file already, at feature %(first)s.")


class CodeOfOtherLevel(FeatureRefused):
    message = _("The code belongs to another level: %(level)s.")


class NameMissing(FeatureRefused):
    message = _("It has no name in “%(property)s”.")


class NameTooLong(FeatureRefused):
    message = _("The name has %(length)s characters. At most %(limit)s fit.")


class OtherCity(FeatureRefused):
    message = _("This is another city than the one that is loaded here.")


class UnknownParent(FeatureRefused):
    message = _("The area that it lies in, “%(parent)s”, is not known here.")


class OtherParent(FeatureRefused):
    message = _("The file says that it lies in “%(parent)s”; here it lies in “%(known)s”.")


class NoPolygon(FeatureRefused):
    message = _("It has no area: its shape is “%(kind)s” and not “Polygon” or “MultiPolygon”.")


class CoordinatesUnreadable(FeatureRefused):
    message = _("Its coordinates cannot be read as pairs of numbers.")


class CoordinatesInMetres(FeatureRefused):
    message = _(
        "Its coordinates are metres (such as RD New) and not degrees: %(x)s, %(y)s. Save the file again in WGS84."
    )


class CoordinatesOutOfRange(FeatureRefused):
    message = _("Its coordinates lie outside the earth: %(x)s, %(y)s.")


class RingTooShort(FeatureRefused):
    message = _("A ring of its boundary has %(points)s points. At least 4 are needed.")


class RingNotClosed(FeatureRefused):
    message = _("A ring of its boundary is not closed: it starts at %(start)s and ends at %(end)s.")


class RingCrossesItself(FeatureRefused):
    message = _("A ring of its boundary crosses or touches itself near %(where)s.")


class BoundaryInvalid(FeatureRefused):
    message = _("Its boundary is not a valid shape: %(why)s.")


class BoundariesRefused(StadsrechtError):
    """Nothing was imported. `report` holds one RefusedFeature for each feature that could not be taken."""

    message = _("Nothing was imported: %(refused)s of %(total)s features cannot be taken. The list says why.")

    def __init__(self, *, report: Sequence[Any], total: int) -> None:
        super().__init__(refused=len(report), total=total)
        self.report = report
        self.total = total

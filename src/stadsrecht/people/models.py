"""People who sign in. An account holds no more than an e-mail address and a name to show to colleagues."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from stadsrecht.kernel.localised import LocalisedTextField


class Role(models.Model):
    """A role of the cast, as data: what it may do is said by each module's permissions."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveIntegerField(default=0)
    name = LocalisedTextField(max_length=80)
    wants = LocalisedTextField(max_length=200, help_text="What somebody with this role comes here for, in one line.")
    is_staff = models.BooleanField(default=True, help_text="Has a desk, and therefore signs in with a second factor.")

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name.plain


class Portfolio(models.Model):
    """What one member of the executive answers for."""

    code = models.SlugField(max_length=80, unique=True)
    name = LocalisedTextField(max_length=200)
    holder = LocalisedTextField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    for_show = LocalisedTextField(max_length=600, blank=True, help_text="Which values are for demonstration only.")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.plain


class Team(models.Model):
    code = models.SlugField(max_length=80, unique=True)
    name = LocalisedTextField(max_length=200)
    portfolio = models.ForeignKey(Portfolio, models.PROTECT, null=True, blank=True, related_name="teams")
    size = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    for_show = LocalisedTextField(max_length=600, blank=True, help_text="Which values are for demonstration only.")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.plain


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. Sessions and second factors are kept by django-allauth."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    shown_as = LocalisedTextField(max_length=120, blank=True, help_text="A persona's name: a role, in words.")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="members")
    roles = models.ManyToManyField(Role, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="A persona of the demonstration, signed in with one click.")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    by_key: "ProgramKey | None" = None
    """Set for one request: the key with which a program acts in the name of this person."""

    roles_are_held_back = False
    """Set for one request: a staff member who signed in without a second factor acts as if without any role."""

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.shown_as.plain or self.name

    @cached_property
    def _roles(self) -> tuple[Role, ...]:
        return tuple(self.roles.all())

    @property
    def role_codes(self) -> frozenset[str]:
        return frozenset() if self.roles_are_held_back else frozenset(role.code for role in self._roles)

    @property
    def is_staff_member(self) -> bool:
        """Whether there is a desk for this person, and so a second factor is compulsory."""
        return any(role.is_staff for role in self._roles)

    @property
    def persona(self) -> str:
        """The name of a demonstration's persona in addresses."""
        return self.email.partition("@")[0]

    @property
    def audit_name(self) -> str:
        """How the trail names this person: account number and roles, never name or address."""
        by = f" by {self.by_key}" if self.by_key else ""
        return f"account {self.pk} ({', '.join(sorted(self.role_codes)) or 'no role'}){by}"

    def forget_roles(self) -> None:
        """Read the roles anew when they are next asked for."""
        self.__dict__.pop("_roles", None)


class ProgramKey(models.Model):
    """A key with which a program acts for a person, in one scope and until a day.

    Only the SHA-256 of its secret is kept. The secret is 256 bits of chance, so that neither guessing nor a stolen
    table leads to it; a slow hash, which protects words that people choose, would add nothing.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="program_keys")
    name = models.CharField(max_length=80, help_text="Which program uses it, and where.")
    scope = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_day = models.DateField(help_text="The last day on which it can be used.")
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When somebody withdrew it.")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"key {self.pk}"

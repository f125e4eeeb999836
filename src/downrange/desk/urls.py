"""URLs of the desk, below /desk/."""

from .site import make

site = make()
urlpatterns = site.get_urls()

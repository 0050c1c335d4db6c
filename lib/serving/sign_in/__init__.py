"""The pages by which people sign in: plain HTML without a script, served beside Streamlit's."""

from lib.serving.sign_in.first import SignInFirst
from lib.serving.sign_in.provider import secrets
from lib.serving.sign_in.routes import ROUTES, STYLE

__all__ = ["ROUTES", "STYLE", "SignInFirst", "secrets"]

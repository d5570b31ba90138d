from tests.smtp import inbox

__all__ = ["inbox"]

"""The mails of an installation at home, which has no mail server: a page to read them on."""

"""The product in one command: fetch what is missing, start every part, look after it, stop it.

Two steps, because a bare machine has only the system's Python:

- ``python3 -m xin_project.embedded up`` (`__main__`) needs the standard library alone. It gets uv
  and the locked packages, then hands over to the Python of ``.venv``.
- `up` there starts the private Postgres and Redis (`services`), prepares the database and keeps
  ``web`` and ``engine`` alive (`supervisor`). `data_folder` is where all of it is kept.

`__main__`, `console`, `front_end`, `machine`, `processes`, `stamp`, `tools` and `uv` run under the
system's Python, so they import nothing but the standard library and each other.
"""

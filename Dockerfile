FROM python:3.11-slim AS build
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH
COPY pyproject.toml requirements.lock ./
# The runtime's packages only, each held to the hash in the lock; the development extra stays out.
RUN pip install --no-cache-dir "$(grep -o '^uv==[^ ]*' requirements.lock)" \
    && python -m venv --without-pip .venv \
    && uv pip install --no-cache --python .venv/bin/python --require-hashes -r pyproject.toml -c requirements.lock
COPY manage.py ./
COPY careernet careernet
COPY templates templates
COPY static static
RUN python manage.py collectstatic --noinput -v 0 && python -m compileall -q careernet

FROM python:3.11-slim
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
RUN useradd --uid 10001 --no-create-home careernet
COPY --from=build /app /app
USER careernet
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--workers-kill-timeout", "5", "--host", "0.0.0.0", "--port", "8000", "careernet.wsgi:application"]

# One image for web, worker and scheduler; docker-compose.yml gives each its command.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /tmp/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-noto-core gettext libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app servicelofte
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEDIA_ROOT=/data/media
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# Messages and static files are part of the image; the key made for this step is thrown away.
RUN for catalogue in locale/*/LC_MESSAGES/*.po; do msgfmt -o "${catalogue%.po}.mo" "$catalogue" || exit 1; done \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf var/secret_key var/broker \
    && install -d -o servicelofte var /data/media \
    && chown servicelofte var
USER servicelofte
VOLUME /data/media
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]

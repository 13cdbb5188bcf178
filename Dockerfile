# Build: everything, compiled.
FROM node:22-slim AS build
WORKDIR /starhash
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build

# Run: the compiled program and what it needs, nothing else.
FROM node:22-slim
WORKDIR /starhash
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY bin bin
COPY sessions sessions
COPY schemas schemas
COPY LICENSE ./
COPY --from=build /starhash/dist dist

# Inside a container the loopback would be nobody's; publish the ports on your own loopback.
# SMPP listens once it has a password of its own: -e STARHASH_SMPP=2775 -e STARHASH_SMPP_PASSWORD=… (at most 8 characters).
ENV STARHASH_HOST=0.0.0.0 STARHASH_DATA=/data STARHASH_SMPP=off
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8080 2775
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=32", "bin/starhash.js"]
CMD ["serve"]

# The image that runs the development issuer. Built from the checkout's top.
ARG NODE=24.21.0

FROM node:${NODE}-bookworm-slim AS build
WORKDIR /opt/theriac
COPY package.json package-lock.json ./
COPY domain/package.json domain/
COPY chaincode/package.json chaincode/
COPY network/package.json network/
COPY network/test-ledger/package.json network/test-ledger/
COPY gateway-api/package.json gateway-api/
COPY fabric-ca/package.json fabric-ca/
COPY issuer/package.json issuer/
COPY client/package.json client/
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY . .
RUN node node_modules/typescript/bin/tsc -b issuer

FROM node:${NODE}-bookworm-slim
WORKDIR /opt/theriac
COPY package.json package-lock.json ./
COPY domain/package.json domain/
COPY chaincode/package.json chaincode/
COPY network/package.json network/
COPY network/test-ledger/package.json network/test-ledger/
COPY gateway-api/package.json gateway-api/
COPY fabric-ca/package.json fabric-ca/
COPY issuer/package.json issuer/
COPY client/package.json client/
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --omit=dev --workspace @theriac/issuer && npm cache clean --force
COPY --from=build /opt/theriac/domain/dist domain/dist
COPY --from=build /opt/theriac/issuer/dist issuer/dist
COPY network/compose/run-noted.mjs network/compose/
USER node

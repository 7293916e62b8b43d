# The image that runs contracts. It holds the third-party packages that they use; their own code comes from the package
# that members approved, which the set-up lays out in the state volume. Built from the checkout's top.
ARG NODE=24.21.0

FROM node:${NODE}-bookworm-slim
ENV NODE_ENV=production
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
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --omit=dev --workspace @theriac/chaincode && npm cache clean --force
COPY network/compose/run-noted.mjs network/compose/
USER node

# The image that sets the consortium up: certificates, channels, lifecycle. Built from the checkout's top.
ARG GO=1.26
ARG NODE=24.21.0

# The one program of Fabric that the set-up runs, and the release's sample configuration, from the pinned modules.
FROM golang:${GO}-bookworm AS fabric
ENV CGO_ENABLED=0 GOFLAGS=-mod=readonly GOTOOLCHAIN=local
WORKDIR /build
COPY network/fabric/fabric/go.mod network/fabric/fabric/go.sum ./
RUN go mod download
RUN go build -buildvcs=false -ldflags '-s -w' -o /opt/fabric/configtxgen github.com/hyperledger/fabric/cmd/configtxgen
RUN mkdir /opt/fabric/config \
 && cd "$(go list -m -f '{{.Dir}}' github.com/hyperledger/fabric)/sampleconfig" \
 && cp core.yaml orderer.yaml /opt/fabric/config/ \
 && chmod -R a+rX /opt/fabric

# Packages run no install scripts: what they would fetch (a Node, a database) is other images' business here.
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
RUN node node_modules/typescript/bin/tsc -b network chaincode

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
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --omit=dev --workspace @theriac/network && npm cache clean --force
COPY --from=fabric /opt/fabric /opt/fabric
COPY network/topology.yaml network/
COPY --from=build /opt/theriac/domain/dist domain/dist
COPY --from=build /opt/theriac/fabric-ca/dist fabric-ca/dist
COPY --from=build /opt/theriac/network/dist network/dist
# The contracts: what members install and approve.
COPY --from=build /opt/theriac/chaincode/dist chaincode/dist

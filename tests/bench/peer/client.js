// The peer: the npm client of the Selling Partner API and SQLite, as a seller's script would use them. Reads
// every order of the marketplace by searches, or order by order, and writes orders and lines in one durable
// transaction a page.
//
// usage: node client.js MARKETPLACE DATABASE search|one-by-one
// MARKETPLACE: the line that sellerd-sandbox printed, in a file. Prints one JSON line: processor seconds of
// this process from the first request to the last commit.
'use strict';
const fs = require('fs');
const https = require('https');
const net = require('net');
const Database = require('better-sqlite3');
const SellingPartner = require('amazon-sp-api');

const [, , marketplaceFile, databaseFile, mode] = process.argv;
const marketplace = JSON.parse(fs.readFileSync(marketplaceFile, 'utf8'));
const address = new URL(marketplace.endpoint);

// The client knows Amazon's hosts only. Its connections end at the marketplace model instead, without TLS:
// sellerd speaks to it without TLS too.
class ToTheModel extends https.Agent {
  createConnection(options, callback) {
    const socket = net.connect({host: address.hostname, port: Number(address.port)}, () => callback(null, socket));
    return undefined;
  }
}

const INCLUDED = 'FULFILLMENT,PROCEEDS,PROMOTION,CANCELLATION,PACKAGES,RECIPIENT,PAYMENT';
const amount = (money) => (money ? money.amount : null);

function openBooks(file) {
  const books = new Database(file);
  books.pragma('journal_mode = WAL');
  books.pragma('synchronous = FULL');
  books.exec(`create table orders(order_id text primary key, created text, updated text, status text,
                fulfilled_by text, channel text, city text, state text, total text, currency text) without rowid;
              create table lines(order_id text, line_id text, sku text, asin text, title text, quantity integer,
                shipped integer, price text, primary key(order_id, line_id)) without rowid;
              create index orders_by_time on orders(created);`);
  const putOrder = books.prepare('insert or replace into orders values (?,?,?,?,?,?,?,?,?,?)');
  const putLine = books.prepare('insert or replace into lines values (?,?,?,?,?,?,?,?)');
  return books.transaction((orders) => {
    for (const order of orders) {
      const {fulfillment = {}, recipient = {}, proceeds = {}} = order;
      const {city = null, stateOrRegion = null} = recipient.deliveryAddress || {};
      const total = proceeds.grandTotal;
      putOrder.run(order.orderId, order.createdTime, order.lastUpdatedTime, fulfillment.fulfillmentStatus || null,
        fulfillment.fulfilledBy || null, (order.salesChannel || {}).channelName || null, city, stateOrRegion,
        amount(total), total ? total.currencyCode : null);
      for (const item of order.orderItems) {
        const {product = {}, proceeds: of = {}} = item;
        putLine.run(order.orderId, item.orderItemId, product.sellerSku || null, product.asin || null,
          product.title || null, item.quantityOrdered, (item.fulfillment || {}).quantityFulfilled || 0,
          amount(of.proceedsTotal));
      }
    }
  });
}

async function* pages(client) {
  const query = {marketplaceIds: [marketplace.marketplace_id], createdAfter: '2000-01-01T00:00:00Z',
    maxResultsPerPage: 100, includedData: INCLUDED};
  for (;;) {
    const page = await client.callAPI({operation: 'searchOrders', endpoint: 'orders', query,
      options: {version: '2026-01-01'}});
    yield page.orders;
    if (!page.pagination || !page.pagination.nextToken) return;
    query.paginationToken = page.pagination.nextToken;
  }
}

async function main() {
  const client = new SellingPartner({region: 'eu', refresh_token: marketplace.refresh_token,
    credentials: {SELLING_PARTNER_APP_CLIENT_ID: marketplace.client_id,
      SELLING_PARTNER_APP_CLIENT_SECRET: marketplace.client_secret},
    options: {https_proxy_agent: new ToTheModel({keepAlive: true})}});
  const write = openBooks(databaseFile);
  const begun = {cpu: process.cpuUsage(), wall: process.hrtime.bigint()};
  let orders = 0;
  for await (let page of pages(client)) {
    if (mode === 'one-by-one') {
      const whole = [];
      for (const {orderId} of page) {
        const found = await client.callAPI({operation: 'getOrder', endpoint: 'orders', path: {orderId},
          query: {includedData: INCLUDED}, options: {version: '2026-01-01'}});
        whole.push(found.order);
      }
      page = whole;
    }
    write(page);
    orders += page.length;
  }
  const cpu = process.cpuUsage(begun.cpu);
  console.log(JSON.stringify({orders, cpu_seconds: (cpu.user + cpu.system) / 1e6,
    wall_seconds: Number(process.hrtime.bigint() - begun.wall) / 1e9}));
  process.exit(0);
}

main().catch((trouble) => {
  console.error(trouble);
  process.exit(1);
});

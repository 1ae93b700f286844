-- Generated from commerce.yaml by 'loadstar generate commerce'.

create schema if not exists commerce;
create schema if not exists commerce_staging;

-- BI connects through this role; it sees the star, not the staging area.
do $$
begin
    if not exists (select 1 from pg_roles where rolname = 'commerce_reader') then
        create role commerce_reader nologin;
    end if;
end
$$;

grant usage on schema commerce, shared to commerce_reader;
grant select on shared.dim_date to commerce_reader;
alter default privileges in schema commerce grant select on tables to commerce_reader;

create table commerce.dim_customer (
    customer_key varchar(64) not null,
    customer_durable_key varchar(64) not null,
    customer_id bigint,
    signup_date date,
    location varchar(100),
    region varchar(20),
    is_inferred boolean default false not null,
    valid_from date not null,
    valid_to date not null,
    is_current boolean not null,
    _natural_key varchar(16000),
    _facts_from integer,
    _facts_until integer,
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    constraint dim_customer_pk primary key (customer_key)
);

insert into commerce.dim_customer (
    customer_key,
    customer_durable_key,
    valid_from,
    valid_to,
    is_current,
    _facts_from,
    _facts_until,
    _batch_date,
    _run_id,
    _loaded_at
)
values (
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000',
    date '0001-01-01',
    date '9999-12-31',
    true,
    0,
    99999999,
    date '0001-01-01',
    0,
    timestamp '0001-01-01 00:00:00'
);

-- What each batch said of each member, a row where it changed; the batches that said something.
create table commerce_staging.history_dim_customer (
    customer_durable_key varchar(64) not null,
    customer_id bigint,
    signup_date date,
    location varchar(100),
    region varchar(20),
    _natural_key varchar(16000),
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (customer_durable_key, _batch_date)
);

create table commerce_staging.batches_dim_customer (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table commerce_staging.unstated_dim_customer (
    customer_durable_key varchar(64) not null,
    batch_date date not null
);

comment on table commerce_staging.history_dim_customer is 'type2, tracked location region';

-- Versions of a member, and what batches said of it.
create index dim_customer_member on commerce.dim_customer (customer_durable_key);
create unlogged table commerce_staging.staging_dim_customer (
    customer_durable_key varchar(64),
    customer_id bigint,
    signup_date date,
    location varchar(100),
    region varchar(20),
    _natural_key varchar(16000),
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _run_id bigint not null
);

create unlogged table commerce_staging.changed_dim_customer (
    customer_key varchar(64),
    customer_durable_key varchar(64),
    customer_id bigint,
    signup_date date,
    location varchar(100),
    region varchar(20),
    is_inferred boolean,
    valid_from date,
    valid_to date,
    is_current boolean,
    _natural_key varchar(16000),
    _facts_from integer,
    _facts_until integer,
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table commerce_staging.touched_dim_customer (
    customer_durable_key varchar(64),
    _next_batch date
);

create unlogged table commerce_staging.unread_dim_customer (
    customer_durable_key varchar(64),
    _run_id bigint not null
);

create unlogged table commerce_staging.versions_dim_customer (
    customer_key varchar(64),
    customer_durable_key varchar(64),
    customer_id bigint,
    signup_date date,
    location varchar(100),
    region varchar(20),
    is_inferred boolean,
    valid_from date,
    valid_to date,
    is_current boolean,
    _natural_key varchar(16000),
    _facts_from integer,
    _facts_until integer,
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table commerce_staging.moved_dim_customer (
    customer_durable_key varchar(64) not null,
    customer_key varchar(64) not null,
    _facts_from integer not null,
    _facts_until integer not null,
    _is_new boolean not null
);

create unlogged table commerce_staging.inferred_dim_customer (
    customer_durable_key varchar(64),
    customer_id bigint,
    _natural_key varchar(16000),
    _run_id bigint not null
);

comment on table commerce.dim_customer is 'One row per customer and place that the customer lived in';
comment on column commerce.dim_customer.customer_key is 'Surrogate key of the version: SHA-256 of natural key and valid_from';
comment on column commerce.dim_customer.customer_durable_key is 'Key of the member, the same in all its versions: SHA-256 of the natural key';
comment on column commerce.dim_customer.customer_id is 'Number of the customer';
comment on column commerce.dim_customer.signup_date is 'Day of the first visit';
comment on column commerce.dim_customer.location is 'City';
comment on column commerce.dim_customer.region is 'Part of the country that the city is in';
comment on column commerce.dim_customer.is_inferred is 'Whether only facts have named the member so far';
comment on column commerce.dim_customer.valid_from is 'First day of the version';
comment on column commerce.dim_customer.valid_to is 'Day on which it is no longer valid';
comment on column commerce.dim_customer.is_current is 'Whether the version is open';
comment on column commerce.dim_customer._batch_date is 'Batch that contributed the row';

create table commerce.dim_product (
    product_key varchar(64) not null,
    product_durable_key varchar(64) not null,
    product_id bigint,
    product_name varchar(200),
    category varchar(50),
    price numeric(12,2),
    valid_from date not null,
    valid_to date not null,
    is_current boolean not null,
    _natural_key varchar(16000),
    _facts_from integer,
    _facts_until integer,
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    constraint dim_product_pk primary key (product_key)
);

insert into commerce.dim_product (
    product_key,
    product_durable_key,
    valid_from,
    valid_to,
    is_current,
    _facts_from,
    _facts_until,
    _batch_date,
    _run_id,
    _loaded_at
)
values (
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000',
    date '0001-01-01',
    date '9999-12-31',
    true,
    0,
    99999999,
    date '0001-01-01',
    0,
    timestamp '0001-01-01 00:00:00'
);

-- What each batch said of each member, a row where it changed; the batches that said something.
create table commerce_staging.history_dim_product (
    product_durable_key varchar(64) not null,
    product_id bigint,
    product_name varchar(200),
    category varchar(50),
    price numeric(12,2),
    _natural_key varchar(16000),
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (product_durable_key, _batch_date)
);

create table commerce_staging.batches_dim_product (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table commerce_staging.unstated_dim_product (
    product_durable_key varchar(64) not null,
    batch_date date not null
);

comment on table commerce_staging.history_dim_product is 'type2, tracked price';

-- Versions of a member, and what batches said of it.
create index dim_product_member on commerce.dim_product (product_durable_key);
create unlogged table commerce_staging.staging_dim_product (
    product_durable_key varchar(64),
    product_id bigint,
    product_name varchar(200),
    category varchar(50),
    price numeric(12,2),
    _natural_key varchar(16000),
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _run_id bigint not null
);

create unlogged table commerce_staging.changed_dim_product (
    product_key varchar(64),
    product_durable_key varchar(64),
    product_id bigint,
    product_name varchar(200),
    category varchar(50),
    price numeric(12,2),
    valid_from date,
    valid_to date,
    is_current boolean,
    _natural_key varchar(16000),
    _facts_from integer,
    _facts_until integer,
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table commerce_staging.touched_dim_product (
    product_durable_key varchar(64),
    _next_batch date
);

create unlogged table commerce_staging.unread_dim_product (
    product_durable_key varchar(64),
    _run_id bigint not null
);

create unlogged table commerce_staging.versions_dim_product (
    product_key varchar(64),
    product_durable_key varchar(64),
    product_id bigint,
    product_name varchar(200),
    category varchar(50),
    price numeric(12,2),
    valid_from date,
    valid_to date,
    is_current boolean,
    _natural_key varchar(16000),
    _facts_from integer,
    _facts_until integer,
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table commerce_staging.moved_dim_product (
    product_durable_key varchar(64) not null,
    product_key varchar(64) not null,
    _facts_from integer not null,
    _facts_until integer not null,
    _is_new boolean not null
);

comment on table commerce.dim_product is 'One row per product and price';
comment on column commerce.dim_product.product_key is 'Surrogate key of the version: SHA-256 of natural key and valid_from';
comment on column commerce.dim_product.product_durable_key is 'Key of the member, the same in all its versions: SHA-256 of the natural key';
comment on column commerce.dim_product.product_id is 'Number of the product';
comment on column commerce.dim_product.product_name is 'Name of the product';
comment on column commerce.dim_product.category is 'What kind of product it is';
comment on column commerce.dim_product.price is 'Price in dollars';
comment on column commerce.dim_product.valid_from is 'First day of the version';
comment on column commerce.dim_product.valid_to is 'Day on which it is no longer valid';
comment on column commerce.dim_product.is_current is 'Whether the version is open';
comment on column commerce.dim_product._batch_date is 'Batch that contributed the row';

create table commerce.fact_event (
    customer_key varchar(64) not null,
    product_key varchar(64) not null,
    customer_durable_key varchar(64) not null,
    product_durable_key varchar(64) not null,
    date_key integer not null,
    event_id varchar(36) not null,
    event_type varchar(20),
    event_at timestamp,
    session_id varchar(40),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null
);

-- Loads append by batch, so block ranges find a batch and a period at next to no cost.
create index fact_event_batch on commerce.fact_event using brin (_batch_date);
create index fact_event_date on commerce.fact_event using brin (date_key);

-- What is added to a batch is held against what it has, row by row.
create index fact_event_grain on commerce.fact_event (event_id);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table commerce_staging.superseded_fact_event (like commerce.fact_event);

-- BI tools read the star's shape from these. Keys are right by construction, so nothing checks them
-- again: Postgres 18 is told so, before it the loader sets session_replication_role where it may.
do $$
declare
    unchecked text := case when current_setting('server_version_num')::integer >= 180000 then ' not enforced' else ' deferrable initially deferred' end;
begin
    execute 'alter table commerce.fact_event add constraint fact_event_customer_key_fk'
        || ' foreign key (customer_key) references commerce.dim_customer' || unchecked;
    execute 'alter table commerce.fact_event add constraint fact_event_product_key_fk'
        || ' foreign key (product_key) references commerce.dim_product' || unchecked;
    execute 'alter table commerce.fact_event add constraint fact_event_date_key_fk'
        || ' foreign key (date_key) references shared.dim_date' || unchecked;
end
$$;

create unlogged table commerce_staging.staging_fact_event (
    customer_durable_key varchar(64),
    product_durable_key varchar(64),
    date_key integer,
    event_id varchar(36),
    event_type varchar(20),
    event_at timestamp,
    session_id varchar(40),
    _run_id bigint not null
);

comment on table commerce.fact_event is 'One row per view, cart or purchase';
comment on column commerce.fact_event.customer_key is 'Key of dim_customer';
comment on column commerce.fact_event.product_key is 'Key of dim_product';
comment on column commerce.fact_event.customer_durable_key is 'Key of the member in dim_customer, whichever version';
comment on column commerce.fact_event.product_durable_key is 'Key of the member in dim_product, whichever version';
comment on column commerce.fact_event.date_key is 'Date of event_at as yyyymmdd';
comment on column commerce.fact_event.event_id is 'Number of the event';
comment on column commerce.fact_event.event_type is 'What was done';
comment on column commerce.fact_event.event_at is 'When it happened (UTC)';
comment on column commerce.fact_event.session_id is 'In which session';
comment on column commerce.fact_event._batch_date is 'Batch that contributed the row';

-- Dates of which a publication changes facts.
create unlogged table if not exists commerce_staging.changed_dates (
    date_key integer not null
);

create table commerce.daily_product_performance (
    date_key integer not null,
    product_durable_key varchar(64) not null,
    product_id bigint,
    category varchar(50),
    views bigint,
    carts bigint,
    purchases bigint,
    revenue numeric(18,2),
    revenue_rank bigint,
    primary key (date_key, product_durable_key)
);

comment on table commerce.daily_product_performance is 'One row per day and product';
comment on column commerce.daily_product_performance.date_key is 'Day';
comment on column commerce.daily_product_performance.product_durable_key is 'Product';
comment on column commerce.daily_product_performance.product_id is 'Number of the product';
comment on column commerce.daily_product_performance.category is 'Category of the product';
comment on column commerce.daily_product_performance.views is 'How often it was looked at';
comment on column commerce.daily_product_performance.carts is 'How often it was put into a cart';
comment on column commerce.daily_product_performance.purchases is 'How often it was bought';
comment on column commerce.daily_product_performance.revenue is 'Sum of the prices that were in force';
comment on column commerce.daily_product_performance.revenue_rank is 'Rank by revenue within day and category, from 1';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table commerce_staging.refreshed_daily_product_performance (
    date_key integer not null
);

create unlogged table commerce_staging.read_daily_product_performance (
    date_key integer not null
);

-- Dates of which a publication changes facts.
create unlogged table if not exists commerce_staging.changed_dates (
    date_key integer not null
);

create table commerce.daily_customer_purchases (
    date_key integer not null,
    customer_durable_key varchar(64) not null,
    product_durable_key varchar(64) not null,
    purchases bigint,
    spend numeric(18,2),
    last_purchase_at timestamp,
    primary key (date_key, customer_durable_key, product_durable_key)
);

comment on table commerce.daily_customer_purchases is 'One row per day, customer and product that the customer bought';
comment on column commerce.daily_customer_purchases.date_key is 'Day';
comment on column commerce.daily_customer_purchases.customer_durable_key is 'Customer';
comment on column commerce.daily_customer_purchases.product_durable_key is 'Product';
comment on column commerce.daily_customer_purchases.purchases is 'How often the customer bought it';
comment on column commerce.daily_customer_purchases.spend is 'Sum of the prices that were in force';
comment on column commerce.daily_customer_purchases.last_purchase_at is 'Time of the last purchase of the day';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table commerce_staging.refreshed_daily_customer_purchases (
    date_key integer not null
);

create unlogged table commerce_staging.read_daily_customer_purchases (
    date_key integer not null
);

-- Dates of which a publication changes facts.
create unlogged table if not exists commerce_staging.changed_dates (
    date_key integer not null
);

create table commerce.customer_summary (
    customer_durable_key varchar(64) not null,
    purchases bigint,
    spend numeric(18,2),
    distinct_products bigint,
    last_purchase_at timestamp,
    primary key (customer_durable_key)
);

-- Rows of a key are read together.
create index if not exists daily_customer_purchases_customer_durable_key on commerce.daily_customer_purchases (customer_durable_key);

comment on table commerce.customer_summary is 'One row per customer who bought something, with a profile or without';
comment on column commerce.customer_summary.customer_durable_key is 'Customer';
comment on column commerce.customer_summary.purchases is 'How often the customer bought';
comment on column commerce.customer_summary.spend is 'Sum of the prices that were in force';
comment on column commerce.customer_summary.distinct_products is 'How many products the customer bought';
comment on column commerce.customer_summary.last_purchase_at is 'Time of the last purchase';

-- Keys whose rows are made anew.
create unlogged table commerce_staging.refreshed_customer_summary (
    customer_durable_key varchar(64) not null
);

-- Generated from engagement.yaml by 'loadstar generate engagement'.

create schema if not exists engagement;
create schema if not exists engagement_staging;

-- BI connects through this role; it sees the star, not the staging area.
do $$
begin
    if not exists (select 1 from pg_roles where rolname = 'engagement_reader') then
        create role engagement_reader nologin;
    end if;
end
$$;

grant usage on schema engagement, shared to engagement_reader;
grant select on shared.dim_date to engagement_reader;
alter default privileges in schema engagement grant select on tables to engagement_reader;

create table engagement.dim_user (
    user_key varchar(64) not null,
    user_durable_key varchar(64) not null,
    user_id varchar(40),
    join_date date,
    country varchar(40),
    device_type varchar(40),
    subscription_type varchar(40),
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
    constraint dim_user_pk primary key (user_key)
);

insert into engagement.dim_user (
    user_key,
    user_durable_key,
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
create table engagement_staging.history_dim_user (
    user_durable_key varchar(64) not null,
    user_id varchar(40),
    join_date date,
    country varchar(40),
    device_type varchar(40),
    subscription_type varchar(40),
    _natural_key varchar(16000),
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (user_durable_key, _batch_date)
);

create table engagement_staging.batches_dim_user (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

comment on table engagement_staging.history_dim_user is 'type2, tracked country, delivers changes';

-- Versions of a member, and what batches said of it.
create index dim_user_member on engagement.dim_user (user_durable_key);
create unlogged table engagement_staging.staging_dim_user (
    user_durable_key varchar(64),
    user_id varchar(40),
    join_date date,
    country varchar(40),
    device_type varchar(40),
    subscription_type varchar(40),
    _natural_key varchar(16000),
    _tracked_hash varchar(64),
    _row_hash varchar(64),
    _run_id bigint not null
);

create unlogged table engagement_staging.changed_dim_user (
    user_key varchar(64),
    user_durable_key varchar(64),
    user_id varchar(40),
    join_date date,
    country varchar(40),
    device_type varchar(40),
    subscription_type varchar(40),
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

create unlogged table engagement_staging.touched_dim_user (
    user_durable_key varchar(64),
    _next_batch date
);

create unlogged table engagement_staging.versions_dim_user (
    user_key varchar(64),
    user_durable_key varchar(64),
    user_id varchar(40),
    join_date date,
    country varchar(40),
    device_type varchar(40),
    subscription_type varchar(40),
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

create unlogged table engagement_staging.moved_dim_user (
    user_durable_key varchar(64) not null,
    user_key varchar(64) not null,
    _facts_from integer not null,
    _facts_until integer not null,
    _is_new boolean not null
);

create unlogged table engagement_staging.inferred_dim_user (
    user_durable_key varchar(64),
    user_id varchar(40),
    _natural_key varchar(16000),
    _run_id bigint not null
);

comment on table engagement.dim_user is 'One row per user and country that the user was in';
comment on column engagement.dim_user.user_key is 'Surrogate key of the version: SHA-256 of natural key and valid_from';
comment on column engagement.dim_user.user_durable_key is 'Key of the member, the same in all its versions: SHA-256 of the natural key';
comment on column engagement.dim_user.user_id is 'Number of the user';
comment on column engagement.dim_user.join_date is 'Day on which the user joined';
comment on column engagement.dim_user.country is 'Country as the user''s metadata has it';
comment on column engagement.dim_user.device_type is 'Device that the user prefers';
comment on column engagement.dim_user.subscription_type is 'What the user pays for';
comment on column engagement.dim_user.is_inferred is 'Whether only facts have named the member so far';
comment on column engagement.dim_user.valid_from is 'First day of the version';
comment on column engagement.dim_user.valid_to is 'Day on which it is no longer valid';
comment on column engagement.dim_user.is_current is 'Whether the version is open';
comment on column engagement.dim_user._batch_date is 'Batch that contributed the row';

create table engagement.fact_interaction (
    user_key varchar(64) not null,
    user_durable_key varchar(64) not null,
    date_key integer not null,
    acted_at timestamp not null,
    action_type varchar(20) not null,
    page_id varchar(40) not null,
    app_version varchar(20),
    duration_ms bigint,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null
);

-- Loads append by batch, so block ranges find a batch and a period at next to no cost.
create index fact_interaction_batch on engagement.fact_interaction using brin (_batch_date);
create index fact_interaction_date on engagement.fact_interaction using brin (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table engagement_staging.superseded_fact_interaction (like engagement.fact_interaction);

-- BI tools read the star's shape from these. Keys are right by construction, so nothing checks them
-- again: Postgres 18 is told so, before it the loader sets session_replication_role where it may.
do $$
declare
    unchecked text := case when current_setting('server_version_num')::integer >= 180000 then ' not enforced' else ' deferrable initially deferred' end;
begin
    execute 'alter table engagement.fact_interaction add constraint fact_interaction_user_key_fk'
        || ' foreign key (user_key) references engagement.dim_user' || unchecked;
    execute 'alter table engagement.fact_interaction add constraint fact_interaction_date_key_fk'
        || ' foreign key (date_key) references shared.dim_date' || unchecked;
end
$$;

create unlogged table engagement_staging.staging_fact_interaction (
    user_durable_key varchar(64),
    date_key integer,
    acted_at timestamp,
    action_type varchar(20),
    page_id varchar(40),
    app_version varchar(20),
    duration_ms bigint,
    _run_id bigint not null
);

comment on table engagement.fact_interaction is 'One row per action of a user';
comment on column engagement.fact_interaction.user_key is 'Key of dim_user';
comment on column engagement.fact_interaction.user_durable_key is 'Key of the member in dim_user, whichever version';
comment on column engagement.fact_interaction.date_key is 'Date of acted_at as yyyymmdd';
comment on column engagement.fact_interaction.acted_at is 'When it was done (UTC)';
comment on column engagement.fact_interaction.action_type is 'What was done';
comment on column engagement.fact_interaction.page_id is 'On which page';
comment on column engagement.fact_interaction.app_version is 'Version of the app';
comment on column engagement.fact_interaction.duration_ms is 'How long the action took (milliseconds)';
comment on column engagement.fact_interaction._batch_date is 'Batch that contributed the row';

create table engagement.fact_user_day (
    user_key varchar(64) not null,
    user_durable_key varchar(64) not null,
    date_key integer not null,
    acted_on date not null,
    actions bigint,
    duration_ms bigint,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null
);

-- Loads append by batch, so block ranges find a batch and a period at next to no cost.
create index fact_user_day_batch on engagement.fact_user_day using brin (_batch_date);
create index fact_user_day_date on engagement.fact_user_day using brin (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table engagement_staging.superseded_fact_user_day (like engagement.fact_user_day);

-- BI tools read the star's shape from these. Keys are right by construction, so nothing checks them
-- again: Postgres 18 is told so, before it the loader sets session_replication_role where it may.
do $$
declare
    unchecked text := case when current_setting('server_version_num')::integer >= 180000 then ' not enforced' else ' deferrable initially deferred' end;
begin
    execute 'alter table engagement.fact_user_day add constraint fact_user_day_user_key_fk'
        || ' foreign key (user_key) references engagement.dim_user' || unchecked;
    execute 'alter table engagement.fact_user_day add constraint fact_user_day_date_key_fk'
        || ' foreign key (date_key) references shared.dim_date' || unchecked;
end
$$;

create unlogged table engagement_staging.staging_fact_user_day (
    user_durable_key varchar(64),
    date_key integer,
    acted_on date,
    actions bigint,
    duration_ms bigint,
    _run_id bigint not null
);

comment on table engagement.fact_user_day is 'One row per batch, user and day';
comment on column engagement.fact_user_day.user_key is 'Key of dim_user';
comment on column engagement.fact_user_day.user_durable_key is 'Key of the member in dim_user, whichever version';
comment on column engagement.fact_user_day.date_key is 'Date of acted_on as yyyymmdd';
comment on column engagement.fact_user_day.acted_on is 'Day of the actions (UTC)';
comment on column engagement.fact_user_day.actions is 'How many actions the user had (actions)';
comment on column engagement.fact_user_day.duration_ms is 'How long they took (milliseconds)';
comment on column engagement.fact_user_day._batch_date is 'Batch that contributed the row';

-- Dates of which a publication changes facts.
create unlogged table if not exists engagement_staging.changed_dates (
    date_key integer not null
);

create table engagement.daily_active_users (
    date_key integer not null,
    active_users bigint,
    actions bigint,
    duration_ms bigint,
    primary key (date_key)
);

comment on table engagement.daily_active_users is 'One row per day';
comment on column engagement.daily_active_users.date_key is 'Day';
comment on column engagement.daily_active_users.active_users is 'Users with an action on that day';
comment on column engagement.daily_active_users.actions is 'Actions of that day';
comment on column engagement.daily_active_users.duration_ms is 'Duration of all actions in milliseconds';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table engagement_staging.refreshed_daily_active_users (
    date_key integer not null
);

create unlogged table engagement_staging.read_daily_active_users (
    date_key integer not null
);

-- Dates of which a publication changes facts.
create unlogged table if not exists engagement_staging.changed_dates (
    date_key integer not null
);

create table engagement.monthly_active_users (
    month_key integer not null,
    active_users bigint,
    primary key (month_key)
);

comment on table engagement.monthly_active_users is 'One row per calendar month';
comment on column engagement.monthly_active_users.month_key is 'First day of the month';
comment on column engagement.monthly_active_users.active_users is 'Users with an action in that month';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table engagement_staging.refreshed_monthly_active_users (
    date_key integer not null
);

create unlogged table engagement_staging.read_monthly_active_users (
    date_key integer not null
);

-- Dates of which a publication changes facts.
create unlogged table if not exists engagement_staging.changed_dates (
    date_key integer not null
);

create table engagement.rolling_active_users (
    date_key integer not null,
    active_users bigint,
    primary key (date_key)
);

comment on table engagement.rolling_active_users is 'One row per day with actions';
comment on column engagement.rolling_active_users.date_key is 'Last of 30 days';
comment on column engagement.rolling_active_users.active_users is 'Users with an action on that day or one of the 29 before it';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table engagement_staging.refreshed_rolling_active_users (
    date_key integer not null
);

create unlogged table engagement_staging.read_rolling_active_users (
    date_key integer not null
);

-- Dates of which a publication changes facts.
create unlogged table if not exists engagement_staging.changed_dates (
    date_key integer not null
);

create table engagement.sessions (
    user_durable_key varchar(64) not null,
    started_at timestamp not null,
    date_key integer,
    user_key varchar(64),
    ended_at timestamp,
    actions bigint,
    duration_ms bigint,
    primary key (user_durable_key, started_at)
);

-- Rows of a date are made anew together.
create index sessions_date on engagement.sessions (date_key);

comment on table engagement.sessions is 'One row per session of a user';
comment on column engagement.sessions.user_durable_key is 'Who it was';
comment on column engagement.sessions.started_at is 'Time of the first action';
comment on column engagement.sessions.date_key is 'Day on which it began';
comment on column engagement.sessions.user_key is 'The user as of the first action';
comment on column engagement.sessions.ended_at is 'Time of the last action';
comment on column engagement.sessions.actions is 'How many actions it had';
comment on column engagement.sessions.duration_ms is 'Its duration in milliseconds';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table engagement_staging.refreshed_sessions (
    date_key integer not null
);

create unlogged table engagement_staging.read_sessions (
    date_key integer not null
);

-- Dates of which a publication changes facts.
create unlogged table if not exists engagement_staging.changed_dates (
    date_key integer not null
);

create table engagement.session_metrics (
    date_key integer not null,
    country varchar(40) not null,
    device_type varchar(40) not null,
    sessions bigint,
    actions bigint,
    duration_ms bigint,
    average_duration_ms numeric(18,2),
    actions_per_session numeric(18,2),
    primary key (date_key, country, device_type)
);

comment on table engagement.session_metrics is 'One row per day, country and device';
comment on column engagement.session_metrics.date_key is 'Day on which the sessions began';
comment on column engagement.session_metrics.country is 'Country of the users then';
comment on column engagement.session_metrics.device_type is 'Device of the users';
comment on column engagement.session_metrics.sessions is 'How many sessions';
comment on column engagement.session_metrics.actions is 'How many actions they had';
comment on column engagement.session_metrics.duration_ms is 'Their duration in milliseconds';
comment on column engagement.session_metrics.average_duration_ms is 'Duration of a session on average';
comment on column engagement.session_metrics.actions_per_session is 'Actions of a session on average';

-- Dates whose rows are made anew, and those of which facts are read for it.
create unlogged table engagement_staging.refreshed_session_metrics (
    date_key integer not null
);

create unlogged table engagement_staging.read_session_metrics (
    date_key integer not null
);

-- The ledger: what each run did. Written by Loadstar only; 'loadstar runs' shows it.

create table loadstar.run (
    run_id bigint generated always as identity,
    subject_area varchar(50) not null,
    batch_date date not null,
    token varchar(16) not null,
    status varchar(10) not null,
    started_at timestamp not null,
    finished_at timestamp,
    input varchar(1000) not null,
    spec_fingerprint varchar(64) not null,
    exit_code integer,
    message text,
    constraint run_pk primary key (run_id),
    constraint run_status check (status in ('running', 'published', 'failed', 'aborted'))
);

create index run_batch on loadstar.run (subject_area, batch_date);

comment on table loadstar.run is 'One row per run of a batch; published in the transaction that published the star';

create table loadstar.run_source (
    run_id bigint not null,
    source varchar(50) not null,
    records_read bigint not null,
    records_loaded bigint not null,
    records_quarantined bigint not null,
    records_duplicate bigint not null,
    constraint run_source_pk primary key (run_id, source)
);

create table loadstar.run_rule (
    run_id bigint not null,
    source varchar(50) not null,
    rule varchar(50) not null,
    column_name varchar(500) not null,
    severity varchar(10) not null,
    records bigint not null,
    constraint run_rule_pk primary key (run_id, source, rule, column_name, severity)
);

create table loadstar.run_table (
    run_id bigint not null,
    table_name varchar(100) not null,
    rows_staged bigint not null,
    rows_written bigint not null,
    constraint run_table_pk primary key (run_id, table_name)
);

create table loadstar.run_step (
    run_id bigint not null,
    step varchar(50) not null,
    milliseconds bigint not null,
    constraint run_step_pk primary key (run_id, step)
);

-- A partition that Spark stages twice collides here, in the transaction of its COPY.
create table loadstar.staged_partition (
    run_id bigint not null,
    table_name varchar(100) not null,
    partition_id integer not null,
    row_count bigint not null,
    constraint staged_partition_pk primary key (run_id, table_name, partition_id)
);

create schema if not exists shared;

create table shared.dim_date (
    date_key integer not null,
    full_date date not null,
    day_of_week integer not null,
    day_name varchar(9) not null,
    day_of_month integer not null,
    day_of_year integer not null,
    week_of_year integer not null,
    month_of_year integer not null,
    month_name varchar(9) not null,
    calendar_quarter integer not null,
    calendar_year integer not null,
    calendar_year_month varchar(8) not null,
    is_weekend boolean not null,
    is_last_day_of_month boolean not null,
    constraint dim_date_pk primary key (date_key)
);

comment on table shared.dim_date is 'One row per calendar date that any batch brought';
comment on column shared.dim_date.date_key is 'The date as yyyymmdd';
comment on column shared.dim_date.day_of_week is 'ISO: Monday is 1, Sunday is 7';
comment on column shared.dim_date.week_of_year is 'ISO week';

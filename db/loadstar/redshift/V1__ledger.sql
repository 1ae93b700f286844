-- The ledger: what each run did. Written by Loadstar only; 'loadstar runs' shows it.
-- Keys inform only. Whoever writes holds the area's lock, and reads the next run_id under it.

create table loadstar.run (
    run_id bigint not null,
    subject_area varchar(50) not null,
    batch_date date not null,
    token varchar(16) not null,
    kind varchar(10) default 'load' not null,
    status varchar(10) not null,
    started_at timestamp not null,
    finished_at timestamp,
    input varchar(4000) not null,
    spec_fingerprint varchar(64) not null,
    exit_code integer,
    message varchar(65535),
    primary key (run_id)
)
diststyle all
sortkey (subject_area, batch_date);

comment on table loadstar.run is 'One row per run of a batch; published in the transaction that published the star';
comment on column loadstar.run.kind is 'load, stream (new files of a batch), replay of quarantined records of a batch that was loaded, or retract: the batch was taken back';

create table loadstar.run_source (
    run_id bigint not null,
    source varchar(50) not null,
    records_read bigint not null,
    records_loaded bigint not null,
    records_quarantined bigint not null,
    records_duplicate bigint not null,
    records_left_out bigint default 0 not null,
    primary key (run_id, source)
);

comment on column loadstar.run_source.records_left_out is 'Records that the where of the source leaves out';

create table loadstar.run_rule (
    run_id bigint not null,
    source varchar(50) not null,
    rule varchar(4000) not null,
    column_name varchar(4000) not null,
    severity varchar(10) not null,
    records bigint not null,
    primary key (run_id, source, rule, column_name, severity)
);

create table loadstar.run_table (
    run_id bigint not null,
    table_name varchar(100) not null,
    rows_staged bigint not null,
    rows_written bigint not null,
    primary key (run_id, table_name)
);

create table loadstar.run_step (
    run_id bigint not null,
    step varchar(50) not null,
    milliseconds bigint not null,
    primary key (run_id, step)
);

create table loadstar.run_file (
    run_id bigint not null,
    source varchar(50) not null,
    path varchar(4000) not null,
    length bigint not null,
    modified bigint not null,
    is_set_aside boolean default false not null,
    primary key (run_id, source, path)
)
sortkey (path);

comment on table loadstar.run_file is 'One row per file and run: those that a published run took, and those that a stream set aside';
comment on column loadstar.run_file.length is 'Size in bytes';
comment on column loadstar.run_file.modified is 'When it was last changed, in milliseconds since 1970; 0 if that is not known';
comment on column loadstar.run_file.is_set_aside is 'Whether a stream left the file out, since a load would refuse it; the message of its run says why';

create table loadstar.run_plan (
    run_id bigint not null,
    ordinal integer not null,
    owner varchar(4000) not null,
    operation varchar(4000) not null,
    plan varchar(65535) not null,
    advice varchar(65535) not null,
    primary key (run_id, ordinal)
);

comment on table loadstar.run_plan is 'One row per operation of Spark''s in a run, with its physical plan';
comment on column loadstar.run_plan.owner is 'Source or table that the operation was for';
comment on column loadstar.run_plan.advice is 'What would make it better, empty if nothing would';

create table loadstar.staged_partition (
    run_id bigint not null,
    table_name varchar(100) not null,
    partition_id integer not null,
    row_count bigint not null,
    primary key (run_id, table_name, partition_id)
);

create table loadstar.staged_date (
    run_id bigint not null,
    table_name varchar(100) not null,
    partition_id integer not null,
    date_key integer not null,
    primary key (run_id, table_name, partition_id, date_key)
);

-- They stand in for the records they were, whenever the batch is loaded again.
create table loadstar.corrected_record (
    subject_area varchar(50) not null,
    batch_date date not null,
    source varchar(50) not null,
    record_id varchar(64) not null,
    fields varchar(65535) not null,
    run_id bigint not null,
    primary key (subject_area, batch_date, source, record_id)
);

comment on column loadstar.corrected_record.record_id is 'SHA-256 of the record as it came';
comment on column loadstar.corrected_record.fields is 'The corrected texts, as JSON by field name';

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
    primary key (date_key)
)
diststyle all
sortkey (date_key);

comment on table shared.dim_date is 'One row per calendar date that any batch brought';
comment on column shared.dim_date.date_key is 'The date as yyyymmdd; 0 where it is not known';
comment on column shared.dim_date.day_of_week is 'ISO: Monday is 1, Sunday is 7';
comment on column shared.dim_date.week_of_year is 'ISO week';

insert into shared.dim_date (
    date_key,
    full_date,
    day_of_week,
    day_name,
    day_of_month,
    day_of_year,
    week_of_year,
    month_of_year,
    month_name,
    calendar_quarter,
    calendar_year,
    calendar_year_month,
    is_weekend,
    is_last_day_of_month
)
values (0, date '0001-01-01', 1, 'unknown', 0, 0, 0, 0, 'unknown', 0, 0, 'unknown', false, false);

-- Key of the version of a member that begins on a day: SHA-256 of its natural key's text and the day.
create or replace function shared.version_key(varchar, date)
returns varchar
immutable
as $$
    select sha2($1 || '|' || to_char($2, 'YYYY-MM-DD'), 256)
$$ language sql;

-- The first 128 bits of shared.version_key, for areas whose spec says 'keys: uuid'.
create or replace function shared.version_uuid(varchar, date)
returns varchar
immutable
as $$
    select left(sha2($1 || '|' || to_char($2, 'YYYY-MM-DD'), 256), 32)
$$ language sql;

-- Roles belong to the cluster, and another of its databases may have made this one.
create or replace procedure loadstar.ensure_reader(p_area varchar)
language plpgsql
as $$
declare
    v_roles integer;
begin
    select into v_roles count(*)
    from svv_roles
    where role_name = p_area || '_reader';

    if v_roles = 0 then
        execute 'create role ' || p_area || '_reader';
    end if;
end
$$;

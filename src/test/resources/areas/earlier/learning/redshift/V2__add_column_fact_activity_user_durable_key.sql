-- Generated from learning.yaml by 'loadstar generate learning'.

alter table learning.fact_activity add column user_durable_key varchar(64) default '0000000000000000000000000000000000000000000000000000000000000000' not null;
alter table learning_staging.superseded_fact_activity add column user_durable_key varchar(64) default '0000000000000000000000000000000000000000000000000000000000000000' not null;
comment on column learning.fact_activity.user_durable_key is 'Key that the member has in dim_user once it is there';
update learning.fact_activity set user_durable_key = user_key;
update learning_staging.superseded_fact_activity set user_durable_key = user_key;

-- Staging holds nothing that lasts, so it is made anew.
drop table if exists learning_staging.staging_dim_user;
drop table if exists learning_staging.changed_dim_user;
drop table if exists learning_staging.touched_dim_user;
drop table if exists learning_staging.versions_dim_user;
drop table if exists learning_staging.moved_dim_user;
drop table if exists learning_staging.inferred_dim_user;
create table learning_staging.staging_dim_user (
    user_key varchar(64),
    user_id varchar(80),
    user_name varchar(800),
    age integer,
    city varchar(400),
    skills super,
    skill_group_key varchar(64),
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table learning_staging.changed_dim_user (
    user_key varchar(64),
    user_id varchar(80),
    user_name varchar(800),
    age integer,
    city varchar(400),
    skills super,
    skill_group_key varchar(64),
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table learning_staging.touched_dim_user (
    user_key varchar(64)
) backup no;

create table learning_staging.moved_dim_user (
    user_key varchar(64) not null,
    _facts_from integer not null,
    _facts_until integer not null,
    _is_new boolean not null
) backup no;

-- Staging holds nothing that lasts, so it is made anew.
drop table if exists learning_staging.staging_dim_course;
drop table if exists learning_staging.changed_dim_course;
drop table if exists learning_staging.touched_dim_course;
drop table if exists learning_staging.versions_dim_course;
drop table if exists learning_staging.moved_dim_course;
drop table if exists learning_staging.inferred_dim_course;
create table learning_staging.staging_dim_course (
    course_key varchar(64),
    course_id varchar(80),
    course_name varchar(800),
    domain varchar(400),
    course_level varchar(80),
    price numeric(10,2),
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table learning_staging.changed_dim_course (
    course_key varchar(64),
    course_id varchar(80),
    course_name varchar(800),
    domain varchar(400),
    course_level varchar(80),
    price numeric(10,2),
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table learning_staging.touched_dim_course (
    course_key varchar(64)
) backup no;

-- Staging holds nothing that lasts, so it is made anew.
drop table if exists learning_staging.staging_bridge_user_skill;
create table learning_staging.staging_bridge_user_skill (
    skill_group_key varchar(64),
    ordinal integer,
    skill varchar(200),
    weight double precision,
    _run_id bigint not null
) backup no;

-- Staging holds nothing that lasts, so it is made anew.
drop table if exists learning_staging.staging_bridge_activity_action;
create table learning_staging.staging_bridge_activity_action (
    action_group_key varchar(64),
    ordinal integer,
    action varchar(200),
    weight double precision,
    _run_id bigint not null
) backup no;

-- Staging holds nothing that lasts, so it is made anew.
drop table if exists learning_staging.staging_fact_enrollment;
create table learning_staging.staging_fact_enrollment (
    user_key varchar(64),
    course_key varchar(64),
    date_key integer,
    price_at_enrollment numeric(10,2),
    _run_id bigint not null
) backup no;

-- Staging holds nothing that lasts, so it is made anew.
drop table if exists learning_staging.staging_fact_activity;
create table learning_staging.staging_fact_activity (
    user_durable_key varchar(64),
    action_group_key varchar(64),
    date_key integer,
    user_id varchar(80),
    activity_date date,
    device varchar(120),
    actions super,
    minutes integer,
    _run_id bigint not null
) backup no;

-- Generated from learning.yaml by 'loadstar generate learning'.

create schema if not exists learning;
create schema if not exists learning_staging;

-- BI connects through this role; it sees the star, not the staging area.
call loadstar.ensure_reader('learning');

grant usage on schema learning to role learning_reader;
grant usage on schema shared to role learning_reader;
grant select on shared.dim_date to role learning_reader;

create table learning.dim_user (
    user_key varchar(64) not null,
    user_id varchar(80),
    user_name varchar(800),
    age integer,
    city varchar(400),
    skills varchar(65535),
    skill_group_key varchar(64) default '0000000000000000000000000000000000000000000000000000000000000000' not null,
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (user_key)
)
diststyle all;

insert into learning.dim_user (
    user_key,
    _batch_date,
    _run_id,
    _loaded_at
)
values (
    '0000000000000000000000000000000000000000000000000000000000000000',
    date '0001-01-01',
    0,
    timestamp '0001-01-01 00:00:00'
);

-- What each batch said of each member, a row where it changed; the batches that said something.
create table learning_staging.history_dim_user (
    user_key varchar(64) not null,
    user_id varchar(80),
    user_name varchar(800),
    age integer,
    city varchar(400),
    skills varchar(65535),
    skill_group_key varchar(64),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (user_key, _batch_date)
);

create table learning_staging.batches_dim_user (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table learning_staging.unstated_dim_user (
    user_key varchar(64) not null,
    batch_date date not null
);

create table learning_staging.staging_dim_user (
    user_key varchar(64),
    user_id varchar(80),
    user_name varchar(800),
    age integer,
    city varchar(400),
    skills varchar(65535),
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
    skills varchar(65535),
    skill_group_key varchar(64),
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table learning_staging.touched_dim_user (
    user_key varchar(64),
    _next_batch date
) backup no;

create table learning_staging.unread_dim_user (
    user_key varchar(64),
    _run_id bigint not null
) backup no;

create table learning_staging.moved_dim_user (
    user_key varchar(64) not null,
    _facts_from integer not null,
    _facts_until integer not null,
    _is_new boolean not null
) backup no;

grant select on learning.dim_user to role learning_reader;

comment on table learning.dim_user is 'One row per user';
comment on column learning.dim_user.user_key is 'Surrogate key: SHA-256 of the natural key';
comment on column learning.dim_user.user_id is 'Number of the user';
comment on column learning.dim_user.user_name is 'Name as given';
comment on column learning.dim_user.age is 'Age in years';
comment on column learning.dim_user.city is 'Where the user lives';
comment on column learning.dim_user.skills is 'What the user can do';
comment on column learning.dim_user.skill_group_key is 'Group in bridge_user_skill';
comment on column learning.dim_user._batch_date is 'Batch that contributed the row';

create table learning.dim_course (
    course_key varchar(64) not null,
    course_id varchar(80),
    course_name varchar(800),
    domain varchar(400),
    course_level varchar(80),
    price numeric(10,2),
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (course_key)
)
diststyle all;

insert into learning.dim_course (
    course_key,
    _batch_date,
    _run_id,
    _loaded_at
)
values (
    '0000000000000000000000000000000000000000000000000000000000000000',
    date '0001-01-01',
    0,
    timestamp '0001-01-01 00:00:00'
);

-- What each batch said of each member, a row where it changed; the batches that said something.
create table learning_staging.history_dim_course (
    course_key varchar(64) not null,
    course_id varchar(80),
    course_name varchar(800),
    domain varchar(400),
    course_level varchar(80),
    price numeric(10,2),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (course_key, _batch_date)
);

create table learning_staging.batches_dim_course (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table learning_staging.unstated_dim_course (
    course_key varchar(64) not null,
    batch_date date not null
);

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
    course_key varchar(64),
    _next_batch date
) backup no;

create table learning_staging.unread_dim_course (
    course_key varchar(64),
    _run_id bigint not null
) backup no;

grant select on learning.dim_course to role learning_reader;

comment on table learning.dim_course is 'One row per course, its price being today''s';
comment on column learning.dim_course.course_key is 'Surrogate key: SHA-256 of the natural key';
comment on column learning.dim_course.course_id is 'Number of the course';
comment on column learning.dim_course.course_name is 'Title of the course';
comment on column learning.dim_course.domain is 'Field that it belongs to';
comment on column learning.dim_course.course_level is 'How hard it is';
comment on column learning.dim_course.price is 'Price in rupees';
comment on column learning.dim_course._batch_date is 'Batch that contributed the row';

create table learning.bridge_user_skill (
    skill_group_key varchar(64) not null,
    ordinal integer not null,
    skill varchar(200),
    weight double precision not null,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (skill_group_key, ordinal)
)
diststyle all;

-- The group of rows that have no elements, so that an inner join keeps them.
insert into learning.bridge_user_skill (skill_group_key, ordinal, weight, _batch_date, _run_id, _loaded_at)
values ('0000000000000000000000000000000000000000000000000000000000000000', 1, 1, date '0001-01-01', 0, timestamp '0001-01-01 00:00:00');

create table learning_staging.staging_bridge_user_skill (
    skill_group_key varchar(64),
    ordinal integer,
    skill varchar(200),
    weight double precision,
    _run_id bigint not null
) backup no;

grant select on learning.bridge_user_skill to role learning_reader;

comment on table learning.bridge_user_skill is 'One row per skill of a group of skills';
comment on column learning.bridge_user_skill.skill_group_key is 'Group: SHA-256 of its elements';
comment on column learning.bridge_user_skill.ordinal is 'Place of the element in its group, from 1';
comment on column learning.bridge_user_skill.skill is 'One of skills';
comment on column learning.bridge_user_skill.weight is '1 / elements in the group: weighted sums count every row once';
comment on column learning.bridge_user_skill._batch_date is 'Batch that contributed the row';

create table learning.bridge_activity_action (
    action_group_key varchar(64) not null,
    ordinal integer not null,
    action varchar(200),
    weight double precision not null,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (action_group_key, ordinal)
)
diststyle all;

-- The group of rows that have no elements, so that an inner join keeps them.
insert into learning.bridge_activity_action (action_group_key, ordinal, weight, _batch_date, _run_id, _loaded_at)
values ('0000000000000000000000000000000000000000000000000000000000000000', 1, 1, date '0001-01-01', 0, timestamp '0001-01-01 00:00:00');

create table learning_staging.staging_bridge_activity_action (
    action_group_key varchar(64),
    ordinal integer,
    action varchar(200),
    weight double precision,
    _run_id bigint not null
) backup no;

grant select on learning.bridge_activity_action to role learning_reader;

comment on table learning.bridge_activity_action is 'One row per action of a sequence of actions';
comment on column learning.bridge_activity_action.action_group_key is 'Group: SHA-256 of its elements';
comment on column learning.bridge_activity_action.ordinal is 'Place of the element in its group, from 1';
comment on column learning.bridge_activity_action.action is 'One of actions';
comment on column learning.bridge_activity_action.weight is '1 / elements in the group: weighted sums count every row once';
comment on column learning.bridge_activity_action._batch_date is 'Batch that contributed the row';

create table learning.fact_enrollment (
    user_key varchar(64) not null,
    course_key varchar(64) not null,
    date_key integer not null,
    price_at_enrollment numeric(10,2),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    foreign key (user_key) references learning.dim_user,
    foreign key (course_key) references learning.dim_course,
    foreign key (date_key) references shared.dim_date
)
diststyle auto sortkey (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table learning_staging.superseded_fact_enrollment (like learning.fact_enrollment);

create table learning_staging.staging_fact_enrollment (
    user_key varchar(64),
    course_key varchar(64),
    date_key integer,
    price_at_enrollment numeric(10,2),
    _run_id bigint not null
) backup no;

grant select on learning.fact_enrollment to role learning_reader;

comment on table learning.fact_enrollment is 'One row per user and course, with the price that the course had then';
comment on column learning.fact_enrollment.user_key is 'Key of dim_user';
comment on column learning.fact_enrollment.course_key is 'Key of dim_course';
comment on column learning.fact_enrollment.date_key is 'Date of enrollment_date as yyyymmdd';
comment on column learning.fact_enrollment.price_at_enrollment is 'course.price';
comment on column learning.fact_enrollment._batch_date is 'Batch that contributed the row';

create table learning.fact_activity (
    user_key varchar(64) not null,
    user_durable_key varchar(64) not null,
    action_group_key varchar(64) not null,
    date_key integer not null,
    user_id varchar(80) not null,
    activity_date date not null,
    device varchar(120),
    actions varchar(65535),
    minutes integer,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    foreign key (user_key) references learning.dim_user,
    foreign key (date_key) references shared.dim_date
)
diststyle auto sortkey (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table learning_staging.superseded_fact_activity (like learning.fact_activity);

create table learning_staging.staging_fact_activity (
    user_durable_key varchar(64),
    action_group_key varchar(64),
    date_key integer,
    user_id varchar(80),
    activity_date date,
    device varchar(120),
    actions varchar(65535),
    minutes integer,
    _run_id bigint not null
) backup no;

grant select on learning.fact_activity to role learning_reader;

comment on table learning.fact_activity is 'One row per user and day';
comment on column learning.fact_activity.user_key is 'Key of dim_user';
comment on column learning.fact_activity.user_durable_key is 'Key that the member has in dim_user once it is there';
comment on column learning.fact_activity.action_group_key is 'Group in bridge_activity_action';
comment on column learning.fact_activity.date_key is 'Date of activity_date as yyyymmdd';
comment on column learning.fact_activity.user_id is 'Who was active';
comment on column learning.fact_activity.activity_date is 'Day that the file tells of';
comment on column learning.fact_activity.device is 'Device that was used';
comment on column learning.fact_activity.actions is 'What the user did in its order';
comment on column learning.fact_activity.minutes is 'Minutes active on the day';
comment on column learning.fact_activity._batch_date is 'Batch that contributed the row';

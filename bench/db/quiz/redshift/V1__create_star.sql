-- Generated from quiz.yaml by 'loadstar generate quiz'.

create schema if not exists quiz;
create schema if not exists quiz_staging;

-- BI connects through this role; it sees the star, not the staging area.
call loadstar.ensure_reader('quiz');

grant usage on schema quiz to role quiz_reader;
grant usage on schema shared to role quiz_reader;
grant select on shared.dim_date to role quiz_reader;

create table quiz.dim_student (
    student_key varchar(64) not null,
    student_id integer,
    student_name varchar(800),
    email varchar(1280),
    enrollment_date date,
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (student_key)
)
diststyle all;

insert into quiz.dim_student (
    student_key,
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
create table quiz_staging.history_dim_student (
    student_key varchar(64) not null,
    student_id integer,
    student_name varchar(800),
    email varchar(1280),
    enrollment_date date,
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (student_key, _batch_date)
);

create table quiz_staging.batches_dim_student (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table quiz_staging.unstated_dim_student (
    student_key varchar(64) not null,
    batch_date date not null
);

create table quiz_staging.staging_dim_student (
    student_key varchar(64),
    student_id integer,
    student_name varchar(800),
    email varchar(1280),
    enrollment_date date,
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table quiz_staging.changed_dim_student (
    student_key varchar(64),
    student_id integer,
    student_name varchar(800),
    email varchar(1280),
    enrollment_date date,
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table quiz_staging.touched_dim_student (
    student_key varchar(64),
    _next_batch date
) backup no;

create table quiz_staging.unread_dim_student (
    student_key varchar(64),
    _run_id bigint not null
) backup no;

grant select on quiz.dim_student to role quiz_reader;

comment on column quiz.dim_student.student_key is 'Surrogate key: SHA-256 of the natural key';
comment on column quiz.dim_student._batch_date is 'Batch that contributed the row';

create table quiz.dim_course (
    course_key varchar(64) not null,
    course_id integer,
    course_name varchar(800),
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (course_key)
)
diststyle all;

insert into quiz.dim_course (
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
create table quiz_staging.history_dim_course (
    course_key varchar(64) not null,
    course_id integer,
    course_name varchar(800),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (course_key, _batch_date)
);

create table quiz_staging.batches_dim_course (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table quiz_staging.unstated_dim_course (
    course_key varchar(64) not null,
    batch_date date not null
);

create table quiz_staging.staging_dim_course (
    course_key varchar(64),
    course_id integer,
    course_name varchar(800),
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table quiz_staging.changed_dim_course (
    course_key varchar(64),
    course_id integer,
    course_name varchar(800),
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table quiz_staging.touched_dim_course (
    course_key varchar(64),
    _next_batch date
) backup no;

create table quiz_staging.unread_dim_course (
    course_key varchar(64),
    _run_id bigint not null
) backup no;

grant select on quiz.dim_course to role quiz_reader;

comment on column quiz.dim_course.course_key is 'Surrogate key: SHA-256 of the natural key';
comment on column quiz.dim_course._batch_date is 'Batch that contributed the row';

create table quiz.fact_attempt (
    student_key varchar(64) not null,
    course_key varchar(64) not null,
    date_key integer not null,
    quiz_id integer not null,
    attempt_time timestamp not null,
    score integer,
    is_passed boolean,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    foreign key (student_key) references quiz.dim_student,
    foreign key (course_key) references quiz.dim_course,
    foreign key (date_key) references shared.dim_date
)
diststyle auto sortkey (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table quiz_staging.superseded_fact_attempt (like quiz.fact_attempt);

create table quiz_staging.staging_fact_attempt (
    student_key varchar(64),
    course_key varchar(64),
    date_key integer,
    quiz_id integer,
    attempt_time timestamp,
    score integer,
    is_passed boolean,
    _run_id bigint not null
) backup no;

grant select on quiz.fact_attempt to role quiz_reader;

comment on column quiz.fact_attempt.student_key is 'Key of dim_student';
comment on column quiz.fact_attempt.course_key is 'Key of dim_course';
comment on column quiz.fact_attempt.date_key is 'Date of attempt_time as yyyymmdd';
comment on column quiz.fact_attempt.is_passed is 'score >= 60';
comment on column quiz.fact_attempt._batch_date is 'Batch that contributed the row';

-- Generated from edtech.yaml by 'loadstar generate edtech'.

-- What each batch said of each member, a row where it changed; the batches that said something.
create table edtech_staging.history_dim_student (
    student_key varchar(64) not null,
    student_id integer,
    student_name varchar(200),
    email varchar(320),
    enrollment_date date,
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (student_key, _batch_date)
);

create table edtech_staging.batches_dim_student (
    batch_date date not null,
    primary key (batch_date)
);

insert into edtech_staging.history_dim_student
select
    student_key,
    student_id,
    student_name,
    email,
    enrollment_date,
    _row_hash,
    _batch_date,
    date '9999-12-31'
from edtech.dim_student
where _row_hash is not null;

insert into edtech_staging.batches_dim_student
select distinct batch_date
from loadstar.run
where subject_area = 'edtech'
    and status = 'published';

-- What each batch said of each member, a row where it changed; the batches that said something.
create table edtech_staging.history_dim_instructor (
    instructor_key varchar(64) not null,
    instructor_id integer,
    instructor_name varchar(200),
    email varchar(320),
    mobile_number varchar(40),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (instructor_key, _batch_date)
);

create table edtech_staging.batches_dim_instructor (
    batch_date date not null,
    primary key (batch_date)
);

insert into edtech_staging.history_dim_instructor
select
    instructor_key,
    instructor_id,
    instructor_name,
    email,
    mobile_number,
    _row_hash,
    _batch_date,
    date '9999-12-31'
from edtech.dim_instructor
where _row_hash is not null;

insert into edtech_staging.batches_dim_instructor
select distinct batch_date
from loadstar.run
where subject_area = 'edtech'
    and status = 'published';

-- What each batch said of each member, a row where it changed; the batches that said something.
create table edtech_staging.history_dim_course (
    course_key varchar(64) not null,
    course_id integer,
    course_name varchar(200),
    instructor_id integer,
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (course_key, _batch_date)
);

create table edtech_staging.batches_dim_course (
    batch_date date not null,
    primary key (batch_date)
);

insert into edtech_staging.history_dim_course
select
    course_key,
    course_id,
    course_name,
    instructor_id,
    _row_hash,
    _batch_date,
    date '9999-12-31'
from edtech.dim_course
where _row_hash is not null;

insert into edtech_staging.batches_dim_course
select distinct batch_date
from loadstar.run
where subject_area = 'edtech'
    and status = 'published';


-- Staging holds nothing that lasts, so it is made anew.
drop table edtech_staging.staging_dim_student;
drop table edtech_staging.changed_dim_student;
create unlogged table edtech_staging.staging_dim_student (
    student_key varchar(64),
    student_id integer,
    student_name varchar(200),
    email varchar(320),
    enrollment_date date,
    _row_hash varchar(64),
    _run_id bigint not null
);

create unlogged table edtech_staging.changed_dim_student (
    student_key varchar(64),
    student_id integer,
    student_name varchar(200),
    email varchar(320),
    enrollment_date date,
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table edtech_staging.touched_dim_student (student_key varchar(64) not null);


-- Staging holds nothing that lasts, so it is made anew.
drop table edtech_staging.staging_dim_instructor;
drop table edtech_staging.changed_dim_instructor;
create unlogged table edtech_staging.staging_dim_instructor (
    instructor_key varchar(64),
    instructor_id integer,
    instructor_name varchar(200),
    email varchar(320),
    mobile_number varchar(40),
    _row_hash varchar(64),
    _run_id bigint not null
);

create unlogged table edtech_staging.changed_dim_instructor (
    instructor_key varchar(64),
    instructor_id integer,
    instructor_name varchar(200),
    email varchar(320),
    mobile_number varchar(40),
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table edtech_staging.touched_dim_instructor (instructor_key varchar(64) not null);


-- Staging holds nothing that lasts, so it is made anew.
drop table edtech_staging.staging_dim_course;
drop table edtech_staging.changed_dim_course;
create unlogged table edtech_staging.staging_dim_course (
    course_key varchar(64),
    course_id integer,
    course_name varchar(200),
    instructor_id integer,
    _row_hash varchar(64),
    _run_id bigint not null
);

create unlogged table edtech_staging.changed_dim_course (
    course_key varchar(64),
    course_id integer,
    course_name varchar(200),
    instructor_id integer,
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table edtech_staging.touched_dim_course (course_key varchar(64) not null);

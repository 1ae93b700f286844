-- Generated from edtech.yaml by 'loadstar generate edtech'.

create schema if not exists edtech;
create schema if not exists edtech_staging;

-- BI connects through this role; it sees the star, not the staging area.
call loadstar.ensure_reader('edtech');

grant usage on schema edtech to role edtech_reader;
grant usage on schema shared to role edtech_reader;
grant select on shared.dim_date to role edtech_reader;

create table edtech.dim_student (
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

insert into edtech.dim_student (
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
create table edtech_staging.history_dim_student (
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

create table edtech_staging.batches_dim_student (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table edtech_staging.unstated_dim_student (
    student_key varchar(64) not null,
    batch_date date not null
);

create table edtech_staging.staging_dim_student (
    student_key varchar(64),
    student_id integer,
    student_name varchar(800),
    email varchar(1280),
    enrollment_date date,
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table edtech_staging.changed_dim_student (
    student_key varchar(64),
    student_id integer,
    student_name varchar(800),
    email varchar(1280),
    enrollment_date date,
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table edtech_staging.touched_dim_student (
    student_key varchar(64),
    _next_batch date
) backup no;

create table edtech_staging.unread_dim_student (
    student_key varchar(64),
    _run_id bigint not null
) backup no;

grant select on edtech.dim_student to role edtech_reader;

comment on table edtech.dim_student is 'One row per student';
comment on column edtech.dim_student.student_key is 'Surrogate key: SHA-256 of the natural key';
comment on column edtech.dim_student.student_id is 'Number of the student';
comment on column edtech.dim_student.student_name is 'Full name';
comment on column edtech.dim_student.email is 'Address for mail';
comment on column edtech.dim_student.enrollment_date is 'Day of enrolment';
comment on column edtech.dim_student._batch_date is 'Batch that contributed the row';

create table edtech.dim_instructor (
    instructor_key varchar(64) not null,
    instructor_id integer,
    instructor_name varchar(800),
    email varchar(1280),
    mobile_number varchar(160),
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (instructor_key)
)
diststyle all;

insert into edtech.dim_instructor (
    instructor_key,
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
create table edtech_staging.history_dim_instructor (
    instructor_key varchar(64) not null,
    instructor_id integer,
    instructor_name varchar(800),
    email varchar(1280),
    mobile_number varchar(160),
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (instructor_key, _batch_date)
);

create table edtech_staging.batches_dim_instructor (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table edtech_staging.unstated_dim_instructor (
    instructor_key varchar(64) not null,
    batch_date date not null
);

create table edtech_staging.staging_dim_instructor (
    instructor_key varchar(64),
    instructor_id integer,
    instructor_name varchar(800),
    email varchar(1280),
    mobile_number varchar(160),
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table edtech_staging.changed_dim_instructor (
    instructor_key varchar(64),
    instructor_id integer,
    instructor_name varchar(800),
    email varchar(1280),
    mobile_number varchar(160),
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table edtech_staging.touched_dim_instructor (
    instructor_key varchar(64),
    _next_batch date
) backup no;

create table edtech_staging.unread_dim_instructor (
    instructor_key varchar(64),
    _run_id bigint not null
) backup no;

grant select on edtech.dim_instructor to role edtech_reader;

comment on table edtech.dim_instructor is 'One row per instructor';
comment on column edtech.dim_instructor.instructor_key is 'Surrogate key: SHA-256 of the natural key';
comment on column edtech.dim_instructor.instructor_id is 'Number of the instructor';
comment on column edtech.dim_instructor.instructor_name is 'Full name';
comment on column edtech.dim_instructor.email is 'Address for mail';
comment on column edtech.dim_instructor.mobile_number is 'Telephone as given';
comment on column edtech.dim_instructor._batch_date is 'Batch that contributed the row';

create table edtech.dim_course (
    course_key varchar(64) not null,
    course_id integer,
    course_name varchar(800),
    instructor_id integer,
    _row_hash varchar(64),
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    primary key (course_key)
)
diststyle all;

insert into edtech.dim_course (
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
create table edtech_staging.history_dim_course (
    course_key varchar(64) not null,
    course_id integer,
    course_name varchar(800),
    instructor_id integer,
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key (course_key, _batch_date)
);

create table edtech_staging.batches_dim_course (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

-- Members of whom a batch says nothing, since their records were kept out of it.
create table edtech_staging.unstated_dim_course (
    course_key varchar(64) not null,
    batch_date date not null
);

create table edtech_staging.staging_dim_course (
    course_key varchar(64),
    course_id integer,
    course_name varchar(800),
    instructor_id integer,
    _row_hash varchar(64),
    _run_id bigint not null
) backup no;

create table edtech_staging.changed_dim_course (
    course_key varchar(64),
    course_id integer,
    course_name varchar(800),
    instructor_id integer,
    _row_hash varchar(64),
    _batch_date date not null
) backup no;

create table edtech_staging.touched_dim_course (
    course_key varchar(64),
    _next_batch date
) backup no;

create table edtech_staging.unread_dim_course (
    course_key varchar(64),
    _run_id bigint not null
) backup no;

grant select on edtech.dim_course to role edtech_reader;

comment on table edtech.dim_course is 'One row per course';
comment on column edtech.dim_course.course_key is 'Surrogate key: SHA-256 of the natural key';
comment on column edtech.dim_course.course_id is 'Number of the course';
comment on column edtech.dim_course.course_name is 'Title of the course';
comment on column edtech.dim_course.instructor_id is 'Who teaches it';
comment on column edtech.dim_course._batch_date is 'Batch that contributed the row';

create table edtech.fact_student_engagement (
    student_key varchar(64) not null,
    course_key varchar(64) not null,
    date_key integer not null,
    event_at timestamp not null,
    event_type varchar(160) not null,
    event_score integer,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    foreign key (student_key) references edtech.dim_student,
    foreign key (course_key) references edtech.dim_course,
    foreign key (date_key) references shared.dim_date
)
diststyle auto sortkey (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table edtech_staging.superseded_fact_student_engagement (like edtech.fact_student_engagement);

create table edtech_staging.staging_fact_student_engagement (
    student_key varchar(64),
    course_key varchar(64),
    date_key integer,
    event_at timestamp,
    event_type varchar(160),
    event_score integer,
    _run_id bigint not null
) backup no;

grant select on edtech.fact_student_engagement to role edtech_reader;

comment on table edtech.fact_student_engagement is 'One row per thing a student did in a course';
comment on column edtech.fact_student_engagement.student_key is 'Key of dim_student';
comment on column edtech.fact_student_engagement.course_key is 'Key of dim_course';
comment on column edtech.fact_student_engagement.date_key is 'Date of event_at as yyyymmdd';
comment on column edtech.fact_student_engagement.event_at is 'When it was done (UTC)';
comment on column edtech.fact_student_engagement.event_type is 'What was done';
comment on column edtech.fact_student_engagement.event_score is 'case event_type when ''login'' then 1 when ''discussion'' then 2 when ''assignment_submit'' then 3 else 0 end';
comment on column edtech.fact_student_engagement._batch_date is 'Batch that contributed the row';

create table edtech.fact_quiz (
    student_key varchar(64) not null,
    date_key integer not null,
    quiz_id integer not null,
    attempt_time timestamp not null,
    quiz_score integer,
    is_passed boolean,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    foreign key (student_key) references edtech.dim_student,
    foreign key (date_key) references shared.dim_date
)
diststyle auto sortkey (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table edtech_staging.superseded_fact_quiz (like edtech.fact_quiz);

create table edtech_staging.staging_fact_quiz (
    student_key varchar(64),
    date_key integer,
    quiz_id integer,
    attempt_time timestamp,
    quiz_score integer,
    is_passed boolean,
    _run_id bigint not null
) backup no;

grant select on edtech.fact_quiz to role edtech_reader;

comment on table edtech.fact_quiz is 'One row per attempt at a quiz';
comment on column edtech.fact_quiz.student_key is 'Key of dim_student';
comment on column edtech.fact_quiz.date_key is 'Date of attempt_time as yyyymmdd';
comment on column edtech.fact_quiz.quiz_id is 'Number of the quiz';
comment on column edtech.fact_quiz.attempt_time is 'When it was tried (UTC)';
comment on column edtech.fact_quiz.quiz_score is 'Points out of 100';
comment on column edtech.fact_quiz.is_passed is 'quiz_score >= 60';
comment on column edtech.fact_quiz._batch_date is 'Batch that contributed the row';

create table edtech.fact_video_interaction (
    student_key varchar(64) not null,
    date_key integer not null,
    video_id integer not null,
    watched_at timestamp not null,
    watch_time_seconds integer,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null,
    foreign key (student_key) references edtech.dim_student,
    foreign key (date_key) references shared.dim_date
)
diststyle auto sortkey (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table edtech_staging.superseded_fact_video_interaction (like edtech.fact_video_interaction);

create table edtech_staging.staging_fact_video_interaction (
    student_key varchar(64),
    date_key integer,
    video_id integer,
    watched_at timestamp,
    watch_time_seconds integer,
    _run_id bigint not null
) backup no;

grant select on edtech.fact_video_interaction to role edtech_reader;

comment on table edtech.fact_video_interaction is 'One row per video that a student watched';
comment on column edtech.fact_video_interaction.student_key is 'Key of dim_student';
comment on column edtech.fact_video_interaction.date_key is 'Date of watched_at as yyyymmdd';
comment on column edtech.fact_video_interaction.video_id is 'Number of the video';
comment on column edtech.fact_video_interaction.watched_at is 'When watching began (UTC)';
comment on column edtech.fact_video_interaction.watch_time_seconds is 'Seconds watched';
comment on column edtech.fact_video_interaction._batch_date is 'Batch that contributed the row';

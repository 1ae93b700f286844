-- What Spark did in each run, stage by stage.

create table loadstar.run_stage (
    run_id bigint not null,
    ordinal integer not null,
    station varchar(20) not null,
    name varchar(400) not null,
    tasks integer not null,
    records bigint not null,
    bytes_read bigint not null,
    bytes_shuffled bigint not null,
    bytes_spilled bigint not null,
    collecting_ms bigint not null,
    running_ms bigint not null,
    median_task_ms bigint not null,
    longest_task_ms bigint not null,
    median_task_records bigint not null,
    most_task_records bigint not null,
    median_task_bytes bigint not null,
    most_task_bytes bigint not null,
    primary key (run_id, ordinal)
);

-- What of them took longer than it need have.
create table loadstar.run_finding (
    run_id bigint not null,
    ordinal integer not null,
    finding varchar(4000) not null,
    primary key (run_id, ordinal)
);

comment on table loadstar.run_stage is 'One row per stage of Spark and run';
comment on column loadstar.run_stage.records is 'Records that its tasks read from files and other stages';
comment on column loadstar.run_stage.collecting_ms is 'Milliseconds of garbage collection, summed over tasks';
comment on column loadstar.run_stage.running_ms is 'Milliseconds of all tasks together';
comment on column loadstar.run_stage.median_task_ms is 'Milliseconds of the task in the middle';
comment on table loadstar.run_finding is 'One row per thing about a run''s stages that took longer than it need have: what, why, what to do';

-- What Spark did in a published run; 'loadstar explain' shows it.

create table loadstar.run_plan (
    run_id bigint not null,
    ordinal integer not null,
    owner varchar(100) not null,
    operation varchar(1000) not null,
    plan text not null,
    advice text not null,
    constraint run_plan_pk primary key (run_id, ordinal)
);

comment on table loadstar.run_plan is 'One row per operation of Spark''s in a run, with its physical plan';
comment on column loadstar.run_plan.owner is 'Source or table that the operation was for';
comment on column loadstar.run_plan.advice is 'What would make it better, empty if nothing would';

-- Dates that the calendar must have, noted while rows are staged: to find them there took a pass over all.
create table loadstar.staged_date (
    run_id bigint not null,
    table_name varchar(100) not null,
    partition_id integer not null,
    date_key integer not null,
    constraint staged_date_pk primary key (run_id, table_name, partition_id, date_key)
);

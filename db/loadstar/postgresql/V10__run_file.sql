-- Which files a run took, so that none is taken twice by a stream, whatever becomes of its checkpoint.

create table loadstar.run_file (
    run_id bigint not null,
    source varchar(50) not null,
    path text not null,
    length bigint not null,
    modified bigint not null,
    is_set_aside boolean default false not null,
    constraint run_file_pk primary key (run_id, source, path)
);

create index run_file_path on loadstar.run_file (path);

comment on table loadstar.run_file is 'One row per file and run: those that a published run took, and those that a stream set aside';
comment on column loadstar.run_file.length is 'Size in bytes';
comment on column loadstar.run_file.modified is 'When it was last changed, in milliseconds since 1970; 0 if that is not known';
comment on column loadstar.run_file.is_set_aside is 'Whether a stream left the file out, since a load would refuse it; the message of its run says why';
comment on column loadstar.run.kind is 'load, stream (new files of a batch), replay of quarantined records of a batch that was loaded, or retract: the batch was taken back';

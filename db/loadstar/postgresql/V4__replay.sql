-- Replays of quarantined records, and records that a person has mended.

alter table loadstar.run add column kind varchar(10) default 'load' not null;

comment on column loadstar.run.kind is 'load, or replay of quarantined records of a batch that was loaded';

-- They stand in for the records they were, whenever the batch is loaded again.
create table loadstar.mended_record (
    subject_area varchar(50) not null,
    batch_date date not null,
    source varchar(50) not null,
    record_id varchar(64) not null,
    fields text not null,
    run_id bigint not null,
    constraint mended_record_pk primary key (subject_area, batch_date, source, record_id)
);

comment on column loadstar.mended_record.record_id is 'SHA-256 of the record as it came';
comment on column loadstar.mended_record.fields is 'The mended texts, as JSON by field name';

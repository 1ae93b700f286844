-- What a stream knew of time when it took a file, so that loading the file again judges alike.

alter table loadstar.run_file add column watermark timestamp;
alter table loadstar.run_file add column newest timestamp;
alter table loadstar.run_file add column is_sent boolean default false not null;
alter table loadstar.run_file add column is_stray boolean default false not null;

comment on column loadstar.run_file.watermark is 'What happened before it was late when the file came; empty if nothing was';
comment on column loadstar.run_file.newest is 'When the newest of its records happened, by which watermarks go on';
comment on column loadstar.run_file.is_sent is 'Whether its late records were sent to the batches of their days';
comment on column loadstar.run_file.is_stray is 'Whether only late records of it belong to the batch, and the others to another one';

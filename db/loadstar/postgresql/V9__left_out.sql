alter table loadstar.run_source add column records_left_out bigint default 0 not null;

comment on column loadstar.run_source.records_left_out is 'Records that the where of the source leaves out';

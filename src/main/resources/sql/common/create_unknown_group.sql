-- The group of rows that have no elements, so that an inner join keeps them.
insert into {{ area }}.{{ table.name }} ({{ table.grain | join(', ') }}, weight, _batch_date, _run_id, _loaded_at)
values ('{{ keys.unknown }}', 1, 1, date '0001-01-01', 0, timestamp '0001-01-01 00:00:00');


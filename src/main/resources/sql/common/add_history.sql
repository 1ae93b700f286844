{% include "common/create_history.sql" %}
insert into {{ area }}_staging.history_{{ table.name }}
select
    {{ columns(table.stagedColumns, "", 4) }},
    _batch_date,
    date '9999-12-31'
from {{ area }}.{{ table.name }}
where _row_hash is not null;

insert into {{ area }}_staging.batches_{{ table.name }}
select distinct batch_date
from loadstar.run
where subject_area = '{{ area }}'
    and status = 'published';


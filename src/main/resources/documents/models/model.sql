{% if entity.dated %}
select
    {{ entity.name }}.*,
    dim_date.full_date
from {{ "{{" }} source('{{ entity.schema }}', '{{ entity.name }}') {{ "}}" }} as {{ entity.name }}
inner join {{ "{{" }} source('shared', 'dim_date') {{ "}}" }} as dim_date
    on dim_date.date_key = {{ entity.name }}.date_key
{% else %}
select *
from {{ "{{" }} source('{{ entity.schema }}', '{{ entity.name }}') {{ "}}" }}
{% endif %}

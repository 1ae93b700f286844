-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. What attributes say where the member is not known.
update {{ area }}.{{ table.name }}
set
{% for text in unknownTexts %}
    {{ text.key }} = {{ text.value }}{% if not loop.last %},{% endif %}

{% endfor %}
where {{ table.keyColumn }} = '{{ keys.unknown }}'{% if members.isInferable %} or is_inferred{% endif %};

{% if hasMarts %}
-- Marts may show them.
insert into {{ area }}_staging.changed_dates (date_key)
select date_key from shared.dim_date;

call {{ area }}_staging.refresh_marts();
{% endif %}

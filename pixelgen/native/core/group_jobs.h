/* A job -> checked, or what is wrong with it. */
#ifndef PIXELGEN_GROUP_JOBS_H
#define PIXELGEN_GROUP_JOBS_H

#include "messages.h"
#include "pixelgen_groups.h"

pixelgen_status check_group_job(const pixelgen_group_job *job, int32_t vocabulary, message to);

#endif
